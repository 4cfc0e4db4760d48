import { Readable } from 'node:stream';
import type { Lists } from '@wayfare/audiences';
import type { Connectors, Templates } from '@wayfare/channels';
import type { Imports } from '@wayfare/customers';
import type { Sql } from '@wayfare/platform';

const COLUMNS = ['会员号', '姓名', '邮箱', '手机', '城市', '生日'];
const TARGETS = ['externalId', 'attributes.name', 'email', 'phone', 'attributes.city', 'attributes.birthday:date'];

/** Who signed up at a shop's evening: some are members already, some are new, and three lines can't be used. */
const SIGN_UPS = [
  ['M000012', '', 'm000012@mail.example', '', '上海', ''],
  ['M000345', '', 'm000345@mail.example', '', '杭州', ''],
  ['M001207', '', '', '', '成都', ''],
  ['S-0001', '沈知夏', 'shen.zhixia@mail.example', '13800010001', '上海', '1991-04-12'],
  ['S-0002', '贺云舟', 'he.yunzhou@mail.example', '13800010002', '上海', '1987-11-03'],
  ['S-0003', '', 'no address', '13800010003', '苏州', '1995-06-21'],
  ['S-0004', '陆清和', 'lu.qinghe@mail.example', '13800010004', '苏州', '1979-02-28'],
  ['S-0005', 'Nora Winter', 'nora.winter@mail.example', '', 'London', '1990-08-15'],
  ['', '没留联系方式', '', '', '上海', '1988-01-09'],
  ['S-0007', '顾南乔', 'gu.nanqiao@mail.example', '13800010007', '南京', '1999-12-31'],
  ['S-0008', '姜望舒', 'jiang.wangshu@mail.example', '13800010008', '上海', '31/02/1990'],
  ['S-0009', 'Felix Brandt', 'felix.brandt@mail.example', '', 'Berlin', '1984-05-05'],
  ['S-0010', '秦照', 'qin.zhao@mail.example', '13800010010', '上海', '1993-07-07'],
];

/** The file goes the way of every file: what can't be used in it is found by the worker that applies it. */
export const bringFile = (imports: Imports): Promise<unknown> =>
  imports.createImport({
    kind: 'customers',
    fileName: '门店活动报名 shop-evening.csv',
    mapping: Object.fromEntries(COLUMNS.map((column, at) => [column, TARGETS[at] ?? ''])),
    consent: { email: true },
    stream: Readable.from([Buffer.from([COLUMNS, ...SIGN_UPS].map((row) => row.join(',')).join('\n'))]),
  });

/** What a journey sent on one day. */
export interface Morning {
  readonly journeyId: string;
  readonly day: string;
}

/** Those who responded to what was sent that day. */
export const keepResponders = (lists: Lists, morning: Morning): Promise<unknown> =>
  lists.createList({ name: '唤回响应者 · Win-back responders', from: { report: { ...morning, what: 'responded' } } });

const ON_THIS_MACHINE = ['127.0.0.1', 'localhost', '::1'];
/** One who reads Chinese and one who reads English. */
const READERS = `
  SELECT DISTINCT ON (locale) id, email FROM customers WHERE email IS NOT NULL AND locale IN ('zh-CN', 'en') AND erased_at IS NULL ORDER BY locale, id`;

/** Each template as two customers would get it, where mail goes no further than to the mailbox of this machine. */
export const sendTests = async (sql: Sql, connectors: Connectors, templates: Templates): Promise<void> => {
  const { items } = await connectors.connectors();
  const mailer = items.find(({ channel, isDefault }) => channel === 'email' && isDefault);
  if (!ON_THIS_MACHINE.includes(String(mailer?.settings['host']))) return;
  const readers = await sql.query<{ id: string; email: string }>(READERS);
  for (const template of (await templates.templates({})).items)
    for (const { id, email } of readers) await templates.testTemplate(template.id, { to: email, customerId: id });
};
