import { Textarea } from '@mantine/core';
import { type Catalogue, type Customer, routes, type Template } from '@wayfare/contracts';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { Segmented } from '../../ui/index.js';
import { PreviewPane } from '../preview/PreviewPane.js';
import { CodeEditor, type EditorHandle } from './CodeEditor.js';
import styles from './editor.module.css';
import { PersonaliseMenu, SnippetMenu } from './InsertMenus.js';
import { expressionsOf } from './liquid.js';
import { type Draft, usePreview } from './use-template.js';

const TABS = ['design', 'text'] as const;
type Tab = (typeof TABS)[number];

interface EmailEditorProps {
  readonly template: Template;
  readonly catalogue: Catalogue;
  readonly draft: Draft;
  set(change: Partial<Draft>): void;
  readonly customer: Customer | null;
  onCustomer(customer: Customer | null): void;
}

/** MJML at the left, what it becomes at the right. */
export const EmailEditor = ({ template, catalogue, draft, set, customer, onCustomer }: EmailEditorProps) => {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('design');
  const editor = useRef<EditorHandle>(null);
  const expressions = useMemo(() => expressionsOf(catalogue, t), [catalogue, t]);
  const readOnly = !useMay(routes.changeTemplate);
  const { preview, isStale } = usePreview(template, draft, customer);
  const goTo = (line: number): void => {
    setTab('design');
    // after the tab has changed, the other editor stands there
    requestAnimationFrame(() => editor.current?.goTo(line));
  };
  return (
    <div className={styles.split}>
      <div className={styles.left}>
        <Subject readOnly={readOnly} value={draft.subject} onChange={(subject) => set({ subject })} expressions={expressions} />
        <div className={styles.tools}>
          <Segmented<Tab>
            label={t('content.editor.body')}
            value={tab}
            options={TABS.map((value) => ({ value, label: t(`content.editor.tabs.${value}`) }))}
            onChange={setTab}
          />
          <span className="grow" />
          {tab === 'design' && !readOnly ? <SnippetMenu onInsert={(text) => editor.current?.insert(text)} /> : null}
          {readOnly ? null : (
            <PersonaliseMenu
              label={t('content.editor.personalise')}
              expressions={expressions}
              onInsert={(text) => editor.current?.insert(text)}
            />
          )}
        </div>
        {tab === 'text' ? <p className={styles.hint}>{t('content.editor.textHint')}</p> : null}
        <div className={styles.area}>
          <CodeEditor
            key={tab}
            ref={editor}
            readOnly={readOnly}
            label={t(`content.editor.tabs.${tab}`)}
            expressions={expressions}
            value={tab === 'design' ? draft.design : draft.text}
            onChange={(value) => set(tab === 'design' ? { design: value } : { text: value })}
          />
        </div>
      </div>
      <PreviewPane preview={preview} isStale={isStale} customer={customer} onCustomer={onCustomer} onLine={goTo} />
    </div>
  );
};

interface SubjectProps {
  readonly readOnly: boolean;
  readonly value: string;
  onChange(value: string): void;
  readonly expressions: Parameters<typeof PersonaliseMenu>[0]['expressions'];
}

const Subject = ({ readOnly, value, onChange, expressions }: SubjectProps) => {
  const { t } = useTranslation();
  const input = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string): void => {
    const field = input.current;
    const at = field?.selectionStart ?? value.length;
    onChange(value.slice(0, at) + text + value.slice(field?.selectionEnd ?? at));
    field?.focus();
  };
  return (
    <div className={styles.subject}>
      <label htmlFor="template-subject">{t('content.editor.subject')}</label>
      <Textarea
        id="template-subject"
        ref={input}
        className="grow"
        variant="unstyled"
        autosize
        minRows={1}
        maxRows={7}
        placeholder={t('content.editor.subjectPlaceholder')}
        readOnly={readOnly}
        value={value}
        // a subject is one line, however many it is shown on
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
      />
      {readOnly ? null : (
        <PersonaliseMenu
          label={`${t('content.editor.subject')}: ${t('content.editor.personalise')}`}
          expressions={expressions}
          onInsert={insert}
        />
      )}
    </div>
  );
};
