import { readSettings, type Sql } from '@wayfare/platform';
import { mailLanguage } from '../templates/footer.js';
import type { Parcel } from '../transports/transport.js';
import type { ConnectorRow } from './rows.js';

const WORDS = {
  zh: { subject: 'Wayfare 测试邮件', text: (name: string) => `这是通过连接器“${name}”发出的测试邮件。收到它，说明连接器可以使用。` },
  en: {
    subject: 'A test from Wayfare',
    text: (name: string) => `This is a test sent through the connector “${name}”. That you read it means that the connector works.`,
  },
} as const;

/** The one message that a connector's test sends. */
export const testParcel = async (sql: Sql, { id, kind, name }: ConnectorRow, to: string, now: Date): Promise<Parcel> => {
  const { locale } = await readSettings(sql);
  const words = WORDS[mailLanguage(locale)];
  const text = kind === 'webhook' ? JSON.stringify({ test: true, to, text: words.text(name) }) : words.text(name);
  return {
    id: `test-${id}-${now.getTime()}`,
    to,
    content: { subject: words.subject, html: null, text },
    unsubscribeUrl: null,
    feedbackId: null,
  };
};
