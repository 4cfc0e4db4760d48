import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePurposes, useWordsLocale } from '../../customers/privacy/purpose-words.js';

interface PurposeFieldProps {
  readonly value: string | undefined;
  onChange(purpose: string | undefined): void;
  readonly error?: string | undefined;
}

/** What a message is for, and with it whose consent it asks for. */
export const PurposeField = ({ value, onChange, error }: PurposeFieldProps) => {
  const { t } = useTranslation();
  const locale = useWordsLocale();
  const purposes = usePurposes();
  const offered = (purposes ?? []).filter(({ key, isArchived }) => !isArchived || key === value);
  const basis = offered.find(({ key }) => key === value)?.basis;
  const choose = (
    <>
      {t('nodes.field.purposeNone')} <Link to="/settings?tab=purposes">{t('nodes.field.purposeMake')}</Link>
    </>
  );
  return (
    <Select
      label={t('nodes.field.purpose')}
      placeholder={t('nodes.field.purposeAny')}
      clearable
      data={offered.map(({ key, names }) => ({ value: key, label: names[locale] }))}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      error={error}
      description={basis ? t(`privacy.purposes.asks.${basis}`) : purposes?.length === 0 ? choose : t('nodes.field.purposeHint')}
    />
  );
};
