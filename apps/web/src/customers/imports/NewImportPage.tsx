import { useQuery } from '@tanstack/react-query';
import { IMPORT_KINDS, type ImportKind, type ImportOptions, type ImportPreview, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { Button, Card, ErrorNote, Icon, Loading, Page, Segmented } from '../../ui/index.js';
import { DropZone } from './DropZone.js';
import { FileFacts } from './FileFacts.js';
import { ImportForm } from './ImportForm.js';
import styles from './imports.module.css';
import { HEAD_BYTES, isReadFromItsEnd } from './upload.js';

const previewOf = async (kind: ImportKind, file: File, options: ImportOptions, signal: AbortSignal): Promise<ImportPreview> => {
  const form = new FormData();
  form.set('kind', kind);
  form.set('options', JSON.stringify(options));
  form.set('file', (await isReadFromItsEnd(file)) ? file : file.slice(0, HEAD_BYTES), file.name);
  return call(routes.previewImport, { form, signal });
};

/** Two steps: what is in which file, then what becomes of its columns. Nothing is stored before the second one ends. */
export const NewImportPage = () => {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ImportKind>('customers');
  const [file, setFile] = useState<File | null>(null);
  return (
    <>
      <PageTop
        title={t('customers.imports.newTitle')}
        crumbs={[
          { label: t('customers.title'), to: '/customers' },
          { label: t('customers.imports.title'), to: '/customers/imports' },
        ]}
      />
      <Page>
        <div className="row">
          <span className="muted">{t('customers.imports.what')}</span>
          <Segmented<ImportKind>
            label={t('customers.imports.what')}
            value={kind}
            options={IMPORT_KINDS.map((value) => ({ value, label: t(`customers.imports.kinds.${value}`) }))}
            onChange={setKind}
          />
        </div>
        {file ? (
          <Chosen key={`${kind}:${file.name}:${file.lastModified}`} kind={kind} file={file} onOther={() => setFile(null)} />
        ) : (
          <DropZone onFile={setFile} />
        )}
      </Page>
    </>
  );
};

interface ChosenProps {
  readonly kind: ImportKind;
  readonly file: File;
  onOther(): void;
}

const Chosen = ({ kind, file, onOther }: ChosenProps) => {
  const { t } = useTranslation();
  const [options, setOptions] = useState<ImportOptions>({});
  const preview = useQuery({
    queryKey: ['import-preview', kind, file.name, file.size, file.lastModified, options],
    queryFn: ({ signal }) => previewOf(kind, file, options, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <>
      <Card>
        <div className={styles.file}>
          <span className={styles.tile}>
            <Icon name="file" size={18} />
          </span>
          <span className="grow">
            <b>{file.name}</b>
            <FileSize bytes={file.size} />
          </span>
          <Button onClick={onOther}>{t('customers.imports.other')}</Button>
        </div>
        <FileFacts file={preview.data?.file ?? null} error={preview.error} options={options} onChange={setOptions} />
      </Card>
      {preview.error ? <ErrorNote error={preview.error} retry={() => void preview.refetch()} /> : null}
      {preview.isPending ? <Loading lines={6} /> : null}
      {preview.data ? <ImportForm key={JSON.stringify(options)} kind={kind} file={file} options={options} preview={preview.data} /> : null}
    </>
  );
};

const FileSize = ({ bytes }: { bytes: number }) => {
  const { i18n } = useTranslation();
  const megabytes = bytes / 1_000_000;
  const format = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: megabytes >= 1 ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: 1,
  });
  return <p className="muted small">{format.format(megabytes >= 1 ? megabytes : Math.max(0.1, bytes / 1000))}</p>;
};
