import { useTranslation } from 'react-i18next';
import { ConnectorField } from '../../form/ConnectorField.js';
import { TemplateField } from '../../form/TemplateField.js';
import type { InspectorProps } from '../inspectors.js';

export const Inspector = ({ data, change, fault }: InspectorProps<'webhook'>) => {
  const { t } = useTranslation();
  return (
    <>
      <ConnectorField
        label={t('nodes.field.webhookConnector')}
        channel="webhook"
        value={data.connectorId}
        onChange={(connectorId) => change({ ...data, connectorId })}
        error={fault('missing_connector', 'unknown_connector', 'wrong_channel')}
      />
      <TemplateField
        label={t('nodes.field.webhookTemplate')}
        channel="webhook"
        value={data.templateId}
        onChange={(templateId) => change({ ...data, templateId })}
        error={fault('missing_template', 'unknown_template')}
      />
    </>
  );
};
