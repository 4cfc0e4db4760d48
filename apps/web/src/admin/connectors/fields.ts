import type { Connector } from '@wayfare/contracts';

export type ConnectorKind = Connector['kind'];

/** One setting, or one secret, as the form shows it. */
export interface Field {
  readonly name: string;
  /** `kept`: set elsewhere, and carried along. */
  readonly type: 'text' | 'number' | 'switch' | 'secret' | 'kept';
  /** A secret that may be read while it is typed: a user name, no password. */
  readonly isReadable?: boolean;
  readonly isRequired?: boolean;
  readonly initial?: string | number | boolean;
  readonly placeholder?: string;
}

export interface Section {
  readonly title: 'server' | 'sender' | 'signing' | 'dkim' | 'pace';
  readonly fields: readonly Field[];
}

/** Every setting of a kind, in the order in which one fills them in. */
export const SECTIONS: Readonly<Record<ConnectorKind, readonly Section[]>> = {
  smtp: [
    {
      title: 'server',
      fields: [
        { name: 'host', type: 'text', isRequired: true, placeholder: 'smtp.example.com' },
        { name: 'port', type: 'number', isRequired: true, initial: 587 },
        { name: 'user', type: 'secret', isReadable: true },
        { name: 'password', type: 'secret' },
        { name: 'secure', type: 'switch', initial: false },
        { name: 'requireTls', type: 'switch', initial: false },
        { name: 'verifyCertificate', type: 'switch', initial: true },
      ],
    },
    {
      title: 'sender',
      fields: [
        { name: 'from', type: 'text', isRequired: true, placeholder: 'Wayfare <hello@example.com>' },
        { name: 'replyTo', type: 'text' },
        { name: 'unsubscribeMailbox', type: 'text' },
      ],
    },
    {
      title: 'dkim',
      fields: [
        { name: 'dkimDomain', type: 'kept' },
        { name: 'dkimSelector', type: 'kept' },
      ],
    },
    {
      title: 'pace',
      fields: [
        { name: 'ratePerSecond', type: 'number' },
        { name: 'connections', type: 'number', initial: 10 },
        { name: 'atLeastOnce', type: 'switch', initial: false },
      ],
    },
  ],
  webhook: [
    {
      title: 'server',
      fields: [
        { name: 'url', type: 'text', isRequired: true, placeholder: 'https://api.example.com/hooks/wayfare' },
        { name: 'timeoutSeconds', type: 'number', initial: 10 },
        { name: 'allowPrivate', type: 'switch', initial: false },
      ],
    },
    { title: 'signing', fields: [{ name: 'signingKey', type: 'secret' }] },
    {
      title: 'pace',
      fields: [
        { name: 'ratePerSecond', type: 'number' },
        { name: 'concurrency', type: 'number', initial: 10 },
      ],
    },
  ],
};

export type Values = Readonly<Record<string, string | number | boolean>>;

const fieldsOf = (kind: ConnectorKind): readonly Field[] => SECTIONS[kind].flatMap(({ fields }) => fields);

const plain = (value: unknown): string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';

/** What the form begins with: the connector's own settings, else the usual ones. Secrets are never known here. */
export const valuesOf = (kind: ConnectorKind, settings: Readonly<Record<string, unknown>> | null): Values =>
  Object.fromEntries(
    fieldsOf(kind).map(({ name, type, initial }) => [
      name,
      type === 'secret' || settings === null ? (initial ?? '') : plain(settings[name]),
    ]),
  );

/** What the form says, as the api takes it: secrets apart, and only those that were typed; empty settings left out, an empty rate meaning none. */
export const inputOf = (kind: ConnectorKind, values: Values): { settings: Record<string, unknown>; secrets: Record<string, string> } => {
  const settings: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const { name, type } of fieldsOf(kind)) {
    const value = values[name] ?? '';
    if (type === 'secret') {
      if (value !== '') secrets[name] = String(value);
    } else if (name === 'ratePerSecond') settings[name] = value === '' ? null : value;
    else if (value !== '') settings[name] = typeof value === 'string' ? value.trim() : value;
  }
  return { settings, secrets };
};

/** Whether everything that a kind needs is filled in. */
export const isReady = (kind: ConnectorKind, values: Values): boolean =>
  fieldsOf(kind).every(({ name, isRequired }) => !isRequired || (values[name] !== undefined && String(values[name]).trim() !== ''));
