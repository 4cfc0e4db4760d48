import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTemplates } from './sources.js';
import { TemplatePreview } from './TemplatePreview.js';

interface TemplateFieldProps {
  readonly label: string;
  readonly channel: string;
  readonly value: string | undefined;
  onChange(templateId: string | undefined): void;
  readonly error?: string | undefined;
}

/** What is sent, with a look at it. */
export const TemplateField = ({ label, channel, value, onChange, error }: TemplateFieldProps) => {
  const { t } = useTranslation();
  const templates = useTemplates()?.filter((template) => template.channel === channel);
  return (
    <div className="stack">
      <Select
        label={label}
        placeholder={t('nodes.field.choose')}
        searchable
        nothingFoundMessage={t('nodes.field.noTemplate')}
        data={(templates ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        error={error}
        description={templates?.length === 0 ? <Link to="/content">{t('nodes.field.writeFirst')}</Link> : undefined}
      />
      {value ? <TemplatePreview templateId={value} /> : null}
    </div>
  );
};
