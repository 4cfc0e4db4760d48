import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConnectors } from './sources.js';

const DEFAULT = 'default';

interface ConnectorFieldProps {
  readonly label: string;
  readonly channel: string;
  readonly value: string | undefined;
  onChange(connectorId: string | undefined): void;
  readonly error?: string | undefined;
  /** Offers "the channel's default", which follows what an admin sets. */
  readonly orDefault?: boolean;
}

export const ConnectorField = ({ label, channel, value, onChange, error, orDefault = false }: ConnectorFieldProps) => {
  const { t } = useTranslation();
  const connectors = useConnectors()?.filter((connector) => connector.channel === channel);
  const standard = connectors?.find((connector) => connector.isDefault) ?? connectors?.[0];
  const named = (connectors ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const options = orDefault
    ? [
        {
          value: DEFAULT,
          label: standard ? t('nodes.field.defaultConnectorNamed', { name: standard.name }) : t('nodes.field.defaultConnector'),
        },
        ...named,
      ]
    : named;
  return (
    <Select
      label={label}
      placeholder={t('nodes.field.choose')}
      data={options}
      value={value ?? (orDefault ? DEFAULT : null)}
      onChange={(next) => onChange(next === DEFAULT || next === null ? undefined : next)}
      error={error}
      description={connectors?.length === 0 ? <Link to="/connectors">{t('nodes.field.connectFirst')}</Link> : undefined}
    />
  );
};
