import type { Clock } from '@wayfare/kernel';
import type { OpenConnector } from '../connectors/rows.js';
import { SmtpTransport } from './smtp.js';
import type { Transport } from './transport.js';
import { WebhookTransport } from './webhook.js';

export interface OpenTransportOptions {
  /** At most so many at once. */
  readonly connections: number;
  readonly wall: Clock;
  readonly allowPrivateAddresses: boolean;
}

export const openTransport = (connector: OpenConnector, { connections, wall, allowPrivateAddresses }: OpenTransportOptions): Transport =>
  connector.kind === 'smtp'
    ? new SmtpTransport(connector.settings, connector.secrets, wall, connections)
    : new WebhookTransport(connector.settings, connector.secrets, wall, allowPrivateAddresses);
