import { Checkbox } from '@mantine/core';
import type { ImportKind, ImportOptions, ImportPreview } from '@wayfare/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRefresh } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { CONSENT_CHANNELS } from '../../audiences/condition/names.js';
import { Button, Card, Footer, Icon } from '../../ui/index.js';
import { ColumnsTable } from './ColumnsTable.js';
import styles from './imports.module.css';
import { type Mapping, type MappingProblem, mappingProblems } from './mapping.js';
import { targetWords } from './target-words.js';
import { useUpload } from './upload.js';

interface ImportFormProps {
  readonly kind: ImportKind;
  readonly file: File;
  readonly options: ImportOptions;
  readonly preview: ImportPreview;
}

/** What becomes of the columns, and what these people have agreed to. */
export const ImportForm = ({ kind, file, options, preview }: ImportFormProps) => {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<Mapping>(() =>
    Object.fromEntries(preview.columns.map(({ name, target }) => [name, target ?? ''])),
  );
  const [consent, setConsent] = useState<string[]>([]);
  const problems = mappingProblems(kind, mapping);
  return (
    <>
      <Card title={t('customers.imports.columns')} lead={t('customers.imports.columnsLead')}>
        <ColumnsTable kind={kind} columns={preview.columns} mapping={mapping} onChange={setMapping} />
      </Card>
      {kind === 'customers' ? (
        <Card title={t('customers.imports.consent')} lead={t('customers.imports.consentLead')}>
          <Checkbox.Group value={consent} onChange={setConsent} aria-label={t('customers.imports.consent')}>
            <div className={styles.checks}>
              {CONSENT_CHANNELS.slice(0, 3).map((channel) => (
                <Checkbox key={channel} value={channel} label={t(`common.channel.${channel}`)} />
              ))}
            </div>
          </Checkbox.Group>
        </Card>
      ) : null}
      <Problems problems={problems} />
      <Start
        input={{ kind, mapping, consent: Object.fromEntries(consent.map((channel) => [channel, true])), options, file }}
        isReady={problems.length === 0}
      />
    </>
  );
};

const Problems = ({ problems }: { problems: readonly MappingProblem[] }) => {
  const { t } = useTranslation();
  const words = (problem: MappingProblem): string => {
    if (problem.code === 'noKey') return t('customers.imports.noKey');
    if (problem.code === 'unnamed') return t('customers.imports.unnamed', { column: problem.column });
    return t(`customers.imports.${problem.code}`, { target: targetWords(problem.target, t) });
  };
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={JSON.stringify(problem)}>
          <Icon name="warning" size={14} /> {words(problem)}
        </li>
      ))}
    </ul>
  );
};

const Start = ({ input, isReady }: { input: Parameters<ReturnType<typeof useUpload.getState>['send']>[0]; isReady: boolean }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { sending, error, send } = useUpload();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const start = async (): Promise<void> => {
    const id = await send(input);
    await refresh('/imports');
    // one may have gone elsewhere while the file was being sent: then the import goes on without us
    if (id !== null && isHere.current) void navigate(`/customers/imports/${id}`);
  };
  return (
    <div>
      {error ? (
        <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
          {t('customers.imports.sendFailed', { why: explain(error, t) })}
        </p>
      ) : null}
      {sending ? (
        <p className="muted small" role="status">
          {t('customers.imports.sending', { name: sending.fileName })} {t('customers.imports.sendingLead')}
        </p>
      ) : null}
      <Footer>
        <Button kind="seal" icon="upload" disabled={!isReady} busy={sending !== null} onClick={() => void start()}>
          {t('customers.imports.start')}
        </Button>
      </Footer>
    </div>
  );
};
