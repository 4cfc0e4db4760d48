import type { NodeDataByKind } from '@wayfare/journey';
import { called, type Words } from '../words.js';

/** "Calls “Coupon service” with “Order body”". */
export const sentence = (data: NodeDataByKind['webhook'], { t, names }: Words): string => {
  if (!data.connectorId) return t('nodes.webhook.noConnector');
  if (!data.templateId) return t('nodes.webhook.noTemplate');
  return t('nodes.webhook.says', {
    connector: called(names.connectors, data.connectorId),
    template: called(names.templates, data.templateId),
  });
};
