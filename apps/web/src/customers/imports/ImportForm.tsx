import { Checkbox, TextInput } from '@mantine/core';
import { type ImportKind, type ImportOptions, type ImportPreview, ROW_COLUMN, type RowMatching } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_CHANNELS } from '../../audiences/condition/names.js';
import { Button, Card, Icon } from '../../ui/index.js';
import { ColumnsTable } from './ColumnsTable.js';
import { FiltersCard, type RowFilter } from './FiltersCard.js';
import styles from './imports.module.css';
import { ListCard, type ListChoice } from './ListCard.js';
import { MatchingCard } from './MatchingCard.js';
import { type Mapping, type MappingProblem, mappingProblems, withRowsAsPeople } from './mapping.js';
import { Start } from './Start.js';
import { targetWords } from './target-words.js';

interface ImportFormProps {
  readonly kind: ImportKind;
  readonly file: File;
  readonly options: ImportOptions;
  readonly preview: ImportPreview;
}

const nameWithout = (fileName: string): string => fileName.replace(/\.[^.]*$/, '');

/** What was said of the last file with these columns. */
const rememberedMatching = (kind: ImportKind, { remembered }: ImportPreview): RowMatching => {
  const { updateBy, unknown, empty } = remembered?.options ?? {};
  if (kind === 'list') return {};
  return { ...(updateBy ? { updateBy } : {}), ...(unknown ? { unknown } : {}), ...(empty ? { empty } : {}) };
};

/** What becomes of the columns, which rows are taken, and what these people have agreed to. */
export const ImportForm = ({ kind, file, options, preview }: ImportFormProps) => {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<Mapping>(() =>
    Object.fromEntries(preview.columns.map(({ name, target }) => [name, target ?? ''])),
  );
  const [consent, setConsent] = useState<string[]>([]);
  const [filters, setFilters] = useState<readonly RowFilter[]>(preview.remembered?.options.filters ?? []);
  const [event, setEvent] = useState(preview.remembered?.options.event ?? '');
  const [list, setList] = useState<ListChoice>({ list: { name: nameWithout(file.name) }, unknown: 'reject' });
  const ambiguous = preview.columns.filter(({ dateFormats }) => dateFormats.length > 1).map(({ name }) => name);
  const [matching, setMatching] = useState<RowMatching>(() => rememberedMatching(kind, preview));
  const problems = mappingProblems(kind, mapping, { event, ambiguous, matching });
  const said: ImportOptions = {
    ...options,
    ...(filters.length > 0 ? { filters: [...filters] } : {}),
    ...(kind === 'events' && event !== '' ? { event } : {}),
    ...(kind === 'list' ? list : matching),
  };
  return (
    <>
      {preview.remembered ? (
        <p className={styles.remembered}>
          <Icon name="check" size={14} /> {t('customers.imports.remembered', { name: preview.remembered.fileName })}
        </p>
      ) : null}
      <Card title={t('customers.imports.columns')} lead={t('customers.imports.columnsLead')}>
        <ColumnsTable kind={kind} columns={preview.columns} mapping={mapping} onChange={setMapping} />
        {mapping[ROW_COLUMN] ? <p className={styles.hint}>{t('customers.imports.rowsArePeople')}</p> : null}
      </Card>
      {kind === 'events' && !Object.values(mapping).includes('name') ? (
        <Card title={t('customers.imports.eventName')} lead={t('customers.imports.eventNameLead')}>
          <TextInput
            w={280}
            aria-label={t('customers.imports.eventName')}
            value={event}
            onChange={(change) => setEvent(change.currentTarget.value)}
          />
        </Card>
      ) : null}
      <MatchingCard kind={kind} mapping={mapping} matching={matching} onChange={setMatching} />
      {kind === 'list' ? <ListCard choice={list} onChange={setList} /> : null}
      <FiltersCard columns={preview.columns.map(({ name }) => name)} filters={filters} onChange={setFilters} />
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
      <Problems problems={problems} onRows={() => setMapping(withRowsAsPeople(mapping))} canBeRows={kind === 'customers'} />
      <Start
        input={{ kind, mapping, consent: Object.fromEntries(consent.map((channel) => [channel, true])), options: said, file }}
        isReady={problems.length === 0}
      />
    </>
  );
};

interface ProblemsProps {
  readonly problems: readonly MappingProblem[];
  readonly canBeRows: boolean;
  onRows(): void;
}

const Problems = ({ problems, canBeRows, onRows }: ProblemsProps) => {
  const { t } = useTranslation();
  const words = (problem: MappingProblem): string => {
    if (problem.code === 'noKey') return t('customers.imports.noKey');
    if (problem.code === 'unnamed') return t('customers.imports.unnamed', { column: problem.column });
    if (problem.code === 'whichDate') return t('customers.imports.whichDate', { column: problem.column });
    return t(`customers.imports.${problem.code}`, { target: targetWords(problem.target, t) });
  };
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={JSON.stringify(problem)}>
          <Icon name="warning" size={14} /> {words(problem)}
          {problem.code === 'noKey' && canBeRows ? (
            <Button small onClick={onRows}>
              {t('customers.imports.rowsAsPeople')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
};
