import { z } from 'zod';
import { draftText, nodeName } from '../../graph/text.js';

export const webhookData = z.object({ name: nodeName, connectorId: draftText.optional(), templateId: draftText.optional() });
export type WebhookData = z.output<typeof webhookData>;
