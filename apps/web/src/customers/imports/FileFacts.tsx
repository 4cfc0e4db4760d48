import { Select } from '@mantine/core';
import { FILE_ENCODINGS, type ImportFile, type ImportOptions } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import styles from './imports.module.css';

/** What a file was found to be: "XLSX · sheet Members". */
export const factsOf = ({ format, part, encoding }: ImportFile, t: TFunction): string =>
  [
    t(`customers.imports.formats.${format}`),
    ...(part === null ? [] : [t(format === 'xlsx' ? 'customers.imports.sheetNamed' : 'customers.imports.fileNamed', { part })]),
    ...(encoding === null ? [] : [encoding]),
  ].join(' · ');

interface FileFactsProps {
  readonly file: ImportFile | null;
  readonly error: unknown;
  readonly options: ImportOptions;
  onChange(options: ImportOptions): void;
}

/** What the file was found to be, and the few things that somebody may know better: which sheet, which encoding. */
export const FileFacts = ({ file, error, options, onChange }: FileFactsProps) => {
  const { t } = useTranslation();
  const isText = file ? file.encoding !== null : error instanceof AppError && ENCODING_PROBLEMS.has(error.code);
  if (!file && !isText) return null;
  return (
    <div className={styles.facts}>
      {file ? <span className="grow muted small">{factsOf(file, t)}</span> : <span className="grow" />}
      {file && file.parts.length > 1 ? (
        <Select
          size="xs"
          w={220}
          label={t(file.format === 'xlsx' ? 'customers.imports.sheet' : 'customers.imports.part')}
          data={[...file.parts]}
          value={file.part}
          allowDeselect={false}
          onChange={(part) => part !== null && onChange({ ...options, part })}
        />
      ) : null}
      {isText ? (
        <Select
          size="xs"
          w={160}
          label={t('customers.imports.encoding')}
          data={[
            { value: SEEN, label: t('customers.imports.encodingSeen') },
            ...FILE_ENCODINGS.map((value) => ({ value, label: value.toUpperCase() })),
          ]}
          value={options.encoding ?? SEEN}
          allowDeselect={false}
          onChange={(value) => {
            const { encoding: _, ...rest } = options;
            const encoding = FILE_ENCODINGS.find((one) => one === value);
            onChange(encoding ? { ...rest, encoding } : rest);
          }}
        />
      ) : null}
    </div>
  );
};

const SEEN = 'seen';
const ENCODING_PROBLEMS: ReadonlySet<string> = new Set(['not_utf8', 'not_text']);
