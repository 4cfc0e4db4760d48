import { useHotkeys } from '@mantine/hooks';
import { type Catalogue, type Customer, routes, type Template } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useRead, useRefresh, useWrite } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useMay } from '../app/session.js';
import { useUnsaved } from '../app/use-unsaved.js';
import { Button, Chip, confirmDestructive, ErrorNote, IconButton, Loading, toastDone } from '../ui/index.js';
import { EmailEditor } from './editor/EmailEditor.js';
import styles from './editor/editor.module.css';
import { TestDialog } from './editor/TestDialog.js';
import { useTemplate } from './editor/use-template.js';
import { WebhookEditor } from './editor/WebhookEditor.js';

/** Writes one template. */
export const TemplatePage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const template = useRead(routes.template, { id });
  const catalogue = useRead(routes.catalogue);
  const error = template.error ?? catalogue.error;
  if (error && !template.data) return <ErrorNote error={error} retry={() => void template.refetch()} />;
  if (!template.data || !catalogue.data) {
    return (
      <>
        <PageTop title={t('content.title')} />
        <Loading lines={6} />
      </>
    );
  }
  return <Opened key={id} template={template.data} catalogue={catalogue.data} />;
};

const Opened = ({ template, catalogue }: { template: Template; catalogue: Catalogue }) => {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [isTesting, setTesting] = useState(false);
  const may = useMay(routes.changeTemplate);
  const { draft, set, isDirty, isSaving, save } = useTemplate(template, ({ revision }) =>
    toastDone(t('content.editor.saved', { revision })),
  );
  useUnsaved(isDirty && !isSaving);
  const trySave = async (): Promise<boolean> => {
    // an error has been told already
    return save().then(
      () => true,
      () => false,
    );
  };
  // also while one writes in the editor, which is no field
  useHotkeys([['mod+S', () => void (isDirty && trySave())]], [], true);
  const Editor = template.channel === 'webhook' ? WebhookEditor : EmailEditor;
  return (
    <>
      <PageTop
        title={
          <input
            className={styles.name}
            aria-label={t('content.editor.name')}
            value={draft.name}
            readOnly={!may}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        }
        tabTitle={draft.name}
        crumbs={[{ label: t('content.title'), to: '/content' }]}
        chips={
          isDirty ? (
            <Chip tone="warn">{t('content.editor.unsaved')}</Chip>
          ) : (
            <Chip>{t('content.list.revision', { revision: template.revision })}</Chip>
          )
        }
        actions={
          may ? (
            <>
              <PutAway template={template} />
              {template.channel === 'email' ? (
                <Button icon="send" onClick={() => setTesting(true)}>
                  {t('content.test.open')}
                </Button>
              ) : null}
              <Button kind="seal" disabled={!isDirty || draft.name.trim() === ''} busy={isSaving} onClick={() => void trySave()}>
                {t('content.editor.save')}
              </Button>
            </>
          ) : null
        }
        compact
      />
      <Editor template={template} catalogue={catalogue} draft={draft} set={set} customer={customer} onCustomer={setCustomer} />
      {isTesting ? (
        <TestDialog templateId={template.id} customer={customer} isDirty={isDirty} save={trySave} onClose={() => setTesting(false)} />
      ) : null}
    </>
  );
};

const PutAway = ({ template }: { template: Template }) => {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const remove = useWrite(routes.deleteTemplate, {
    onDone: async () => {
      toastDone(t('content.editor.deleted'));
      await navigate('/content');
      await refresh('/templates');
    },
  });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('content.editor.deleteTitle', { name: template.name }),
      affects: t('content.editor.deleteAffects'),
      action: t('content.editor.delete'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: template.id });
  };
  return <IconButton icon="trash" label={t('content.editor.delete')} onClick={() => void ask()} />;
};
