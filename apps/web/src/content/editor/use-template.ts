import { useDebouncedValue } from '@mantine/hooks';
import { type Customer, routes, type Template, type TemplateInput } from '@wayfare/contracts';
import { useState } from 'react';
import { useRead, useWrite } from '../../api/hooks.js';

export interface Draft {
  readonly name: string;
  readonly subject: string;
  /** MJML, or HTML for a template that was made with HTML. */
  readonly design: string;
  readonly text: string;
}

const draftOf = ({ name, subject, mjml, html, text }: Template): Draft => ({
  name,
  subject: subject ?? '',
  design: mjml ?? html ?? '',
  text: text ?? '',
});

/** A draft as the api takes it: fields that a channel does not have, or that are empty, are left out. */
const bodyOf = (template: Template, draft: Draft): Omit<TemplateInput, 'channel'> => {
  const isHtml = template.mjml === null && template.html !== null;
  return {
    name: draft.name.trim(),
    ...(draft.subject === '' ? {} : { subject: draft.subject }),
    ...(draft.design === '' ? {} : isHtml ? { html: draft.design } : { mjml: draft.design }),
    ...(draft.text === '' ? {} : { text: draft.text }),
  };
};

const PAUSE = 400;

/** A template while it is being written: what has changed, and how to keep it. */
export const useTemplate = (template: Template, onSaved: (saved: Template) => void) => {
  const [draft, setDraft] = useState(() => draftOf(template));
  const save = useWrite(routes.changeTemplate, { refreshes: ['/templates'], onDone: onSaved });
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(template));
  return {
    draft,
    set: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })),
    isDirty,
    isSaving: save.isPending,
    save: () => save.mutateAsync({ id: template.id, body: bodyOf(template, draft) }),
  };
};

/** The draft as one customer would get it, a moment after the last key. */
export const usePreview = (template: Template, draft: Draft, customer: Customer | null) => {
  const [settled] = useDebouncedValue(draft, PAUSE);
  const { name: _name, ...parts } = bodyOf(template, settled);
  const body = { channel: template.channel, ...parts, ...(customer ? { customerId: customer.id } : {}) };
  const preview = useRead(routes.previewDraft, { body }, { keep: true, fresh: 60_000 });
  return { preview: preview.data, error: preview.error, isStale: settled !== draft || preview.isPlaceholderData };
};
