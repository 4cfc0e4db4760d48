import { useDebouncedValue } from '@mantine/hooks';
import { type Customer, routes, type Template, type TemplateInput } from '@wayfare/contracts';
import { useState } from 'react';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';

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
const FRESH = 60_000;

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
  // who may not write sees the template as it is stored
  const mayDraft = useMay(routes.previewDraft);
  const person = customer ? { customerId: customer.id } : {};
  const { name: _name, ...parts } = bodyOf(template, settled);
  const ofDraft = useRead(
    routes.previewDraft,
    { body: { channel: template.channel, ...parts, ...person } },
    { keep: true, fresh: FRESH, enabled: mayDraft },
  );
  const ofStored = useRead(routes.previewTemplate, { id: template.id, body: person }, { keep: true, fresh: FRESH, enabled: !mayDraft });
  const preview = mayDraft ? ofDraft : ofStored;
  return { preview: preview.data, isStale: settled !== draft || preview.isPlaceholderData };
};
