import { type Catalogue, type Customer, routes, type Template, type TemplatePreview } from '@wayfare/contracts';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { Chip } from '../../ui/index.js';
import { Findings } from '../preview/Findings.js';
import previewStyles from '../preview/preview.module.css';
import { CodeEditor, type EditorHandle } from './CodeEditor.js';
import styles from './editor.module.css';
import { PersonaliseMenu } from './InsertMenus.js';
import { jsonFault } from './json.js';
import { expressionsOf } from './liquid.js';
import { type Draft, usePreview } from './use-template.js';

interface WebhookEditorProps {
  readonly template: Template;
  readonly catalogue: Catalogue;
  readonly draft: Draft;
  set(change: Partial<Draft>): void;
  readonly customer: Customer | null;
  onCustomer(customer: Customer | null): void;
}

/** The body that another system receives, as it is for one customer. */
export const WebhookEditor = ({ template, catalogue, draft, set, customer, onCustomer }: WebhookEditorProps) => {
  const { t } = useTranslation();
  const editor = useRef<EditorHandle>(null);
  const expressions = useMemo(() => expressionsOf(catalogue, t), [catalogue, t]);
  const readOnly = !useMay(routes.changeTemplate);
  const { preview } = usePreview(template, draft, customer);
  return (
    <div className={styles.split}>
      <div className={styles.left}>
        <div className={styles.tools}>
          <span className="muted small grow">{t('content.editor.webhookHint')}</span>
          {readOnly ? null : (
            <PersonaliseMenu
              label={t('content.editor.personalise')}
              expressions={expressions}
              onInsert={(text) => editor.current?.insert(text)}
            />
          )}
        </div>
        <div className={styles.area}>
          <CodeEditor
            ref={editor}
            readOnly={readOnly}
            label={t('content.starters.webhook.name')}
            expressions={expressions}
            value={draft.text}
            onChange={(text) => set({ text })}
          />
        </div>
      </div>
      <div className={previewStyles.pane}>
        <div className={previewStyles.tools}>
          {preview ? <Json preview={preview} /> : null}
          <span className="grow" />
          <div className={previewStyles.as}>
            <CustomerPicker label={t('content.preview.as')} value={customer} onPick={onCustomer} />
          </div>
        </div>
        <pre className={previewStyles.text}>{preview?.text}</pre>
        {preview ? <Findings preview={preview} onLine={(line) => editor.current?.goTo(line)} /> : null}
      </div>
    </div>
  );
};

const Json = ({ preview }: { preview: TemplatePreview }) => {
  const { t } = useTranslation();
  const fault = jsonFault(preview.text ?? '');
  return fault === null ? (
    <Chip tone="good">{t('content.preview.json')}</Chip>
  ) : (
    <Chip tone="warn">{t('content.preview.notJson', { why: fault })}</Chip>
  );
};
