import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConnectorField } from '../../form/ConnectorField.js';
import { Labeled } from '../../form/Labeled.js';
import { PurposeField } from '../../form/PurposeField.js';
import { TemplateField } from '../../form/TemplateField.js';
import type { InspectorProps } from '../inspectors.js';
import { TimingFields } from './TimingFields.js';

export const Inspector = ({ data, change, fault }: InspectorProps<'send'>) => {
  const { t } = useTranslation();
  const { opens = true, clicks = true } = data.tracking ?? {};
  return (
    <>
      <TemplateField
        label={t('nodes.field.template')}
        channel={data.channel}
        value={data.templateId}
        onChange={(templateId) => change({ ...data, templateId })}
        error={fault('missing_template', 'unknown_template', 'wrong_channel')}
      />
      <PurposeField
        value={data.purpose}
        onChange={(purpose) => {
          const { purpose: _, ...rest } = data;
          change(purpose === undefined ? rest : { ...rest, purpose });
        }}
        error={fault('unknown_purpose')}
      />
      <ConnectorField
        label={t('nodes.field.connector')}
        channel={data.channel}
        orDefault
        value={data.connectorId}
        onChange={(connectorId) => change({ ...data, connectorId })}
        error={fault('missing_connector', 'unknown_connector')}
      />
      <TimingFields data={data} change={change} fault={fault} />
      <Labeled label={t('nodes.field.tracking')} hint={t('nodes.field.trackingHint')}>
        <div className="stack">
          <Switch
            size="sm"
            color="var(--good)"
            label={t('nodes.field.trackOpens')}
            checked={opens}
            onChange={(event) => change({ ...data, tracking: { opens: event.currentTarget.checked, clicks } })}
          />
          <Switch
            size="sm"
            color="var(--good)"
            label={t('nodes.field.trackClicks')}
            checked={clicks}
            onChange={(event) => change({ ...data, tracking: { opens, clicks: event.currentTarget.checked } })}
          />
        </div>
      </Labeled>
    </>
  );
};
