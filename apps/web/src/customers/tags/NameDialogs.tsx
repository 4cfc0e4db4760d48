import { Modal, Select, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRead, useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Footer, toastDone } from '../../ui/index.js';
import type { TagDetail } from './TagPage.js';
import { tagPath } from './words.js';

const REFRESHES = ['/tag', '/catalogue', '/customers', '/segments'];

interface DialogProps {
  readonly tag: TagDetail;
  onClose(): void;
}

/** What a change of a tag's name touches: so many people, and what names it. */
const Touched = ({ tag: { people, uses } }: { tag: Pick<TagDetail, 'people' | 'uses'> }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const named = uses.map(({ kind, name }) => t('tags.uses.named', { kind: t(`tags.uses.${kind}`), name }));
  return (
    <p className="muted small">
      {t('tags.touchedPeople', { count: people })}{' '}
      {named.length > 0 ? t('tags.touchedUses', { uses: format.list(named) }) : t('tags.uses.none')}
    </p>
  );
};

interface FormProps {
  readonly title: string;
  readonly action: string;
  readonly isReady: boolean;
  readonly isBusy: boolean;
  readonly children: ReactNode;
  onSubmit(): void;
  onClose(): void;
}

const FormDialog = ({ title, action, isReady, isBusy, children, onSubmit, onClose }: FormProps) => {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={520}>
      <form onSubmit={submit}>
        <div className="stack">{children}</div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isReady} busy={isBusy}>
            {action}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};

/** Calls a tag otherwise; what names it goes on. */
export const RenameTagDialog = ({ tag, onClose }: DialogProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState(tag.name);
  const rename = useWrite(routes.renameTag, {
    refreshes: REFRESHES,
    onDone: (renamed) => {
      toastDone(t('tags.renamed'));
      onClose();
      void navigate(tagPath(renamed.name), { replace: true });
    },
  });
  const to = name.trim();
  return (
    <FormDialog
      title={t('tags.renameTitle', { name: tag.name })}
      action={t('tags.rename')}
      isReady={to !== '' && to !== tag.name}
      isBusy={rename.isPending}
      onSubmit={() => rename.mutate({ id: tag.name, body: { name: to } })}
      onClose={onClose}
    >
      <TextInput
        label={t('tags.newName')}
        description={t('tags.renameLead')}
        value={name}
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Touched tag={tag} />
    </FormDialog>
  );
};

/** Makes a tag part of another one. */
export const MergeTagDialog = ({ tag, onClose }: DialogProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [into, setInto] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  const { data: found } = useRead(routes.tags, { query: { limit: 50, ...(query.trim() ? { query: query.trim() } : {}) } }, { keep: true });
  const { data: other } = useRead(routes.tag, { id: into ?? '' }, { enabled: into !== null });
  const merge = useWrite(routes.mergeTag, {
    refreshes: REFRESHES,
    onDone: (merged) => {
      toastDone(t('tags.merged'));
      onClose();
      void navigate(tagPath(merged.name), { replace: true });
    },
  });
  const offered = (found?.items ?? []).filter(({ name, condition }) => name !== tag.name && condition === null).map(({ name }) => name);
  return (
    <FormDialog
      title={t('tags.mergeTitle', { name: tag.name })}
      action={t('tags.merge')}
      isReady={into !== null}
      isBusy={merge.isPending}
      onSubmit={() => into !== null && merge.mutate({ id: tag.name, body: { into } })}
      onClose={onClose}
    >
      <Select
        label={t('tags.mergeInto')}
        description={t('tags.mergeLead')}
        searchable
        data-autofocus
        data={[...new Set([...offered, ...(into === null ? [] : [into])])]}
        value={into}
        searchValue={query}
        onSearchChange={setQuery}
        onChange={setInto}
        nothingFoundMessage={t('tags.noneTitle')}
      />
      <Touched tag={tag} />
      {other ? <p className="muted small">{t('tags.mergeOther', { name: other.name, count: other.people })}</p> : null}
    </FormDialog>
  );
};
