/** Rows of a table as they are shown: the first ones, and how many there are. */
export interface GivenTable {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly count: number;
}

type Language = 'en' | 'zh';

const TITLES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  customers: ['Your profile', '您的资料'],
  identities: ['What you are recognised by', '用于识别您的标识'],
  consents: ['What you agree to now', '您当前的授权'],
  consent_records: ['What you agreed to before', '您过去的授权记录'],
  consent_requests: ['What you were asked to confirm', '请您确认过的授权'],
  suppressions: ['Addresses we do not write to', '停发的地址'],
  preference_revocations: ['Links that were called back', '已作废的偏好设置链接'],
  events: ['What you did', '您的行为记录'],
  orders: ['What you bought', '您的订单'],
  order_lines: ['What was in your orders', '订单明细'],
  list_members: ['Lists you stand on', '您所在的名单'],
  enrollments: ['Journeys you went through', '您经历的旅程'],
  messages: ['Messages to you', '发给您的消息'],
  responses: ['How you answered messages', '您对消息的反应'],
  coupon_issues: ['Coupons you got', '您获得的优惠券'],
  tasks: ['What colleagues did for you', '同事为您处理的待办'],
  customer_values: ['What your purchases amount to', '您的消费价值'],
  value_changes: ['How that changed', '消费价值的变化'],
  customer_segments: ['Segments you belong to', '您所属的人群'],
  segment_moves: ['Segments you entered and left', '您进入和离开的人群'],
  merges: ['Records of yours that were put together', '合并过的您的资料'],
  merge_rows: ['What came with them', '随之合并的内容'],
  subject_exports: ['Copies of your data', '您的数据副本'],
  audit: ['Who changed your record', '您的资料被谁修改过'],
  import_rejects: ['Lines of files that were not taken in', '导入时被拒绝的行'],
};

const WORDS = {
  en: {
    title: 'Everything we know of you',
    made: 'Put together on',
    more: 'The first {shown} of {count}; the others are in',
    none: 'Nothing',
    file: 'json/{table}.json',
  },
  zh: {
    title: '我们所保存的关于您的全部信息',
    made: '生成时间：',
    more: '共 {count} 条，此处显示前 {shown} 条；其余见',
    none: '无',
    file: 'json/{table}.json',
  },
} as const;

const STYLE = `body{font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;max-width:1100px;margin:32px auto;padding:0 20px;color:#1c2430;background:#fff}
h1{font-size:24px}h2{font-size:18px;margin:32px 0 8px}.t{overflow-x:auto}table{border-collapse:collapse;font-size:13px}th,td{border:1px solid #d9dfe6;padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f4f6f8}p{color:#566170}`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

const section = ({ table, rows, count }: GivenTable, language: Language): string => {
  const words = WORDS[language];
  const title = TITLES[table]?.[language === 'en' ? 0 : 1] ?? table;
  const columns = Object.keys(rows[0] ?? {}).filter((column) => rows.some((row) => row[column] !== null));
  const head = columns.map((column) => `<th>${escaped(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map((column) => `<td>${cell(row[column])}</td>`).join('')}</tr>`).join('\n');
  const file = words.file.replace('{table}', table);
  const more =
    count > rows.length
      ? `<p>${words.more.replace('{shown}', String(rows.length)).replace('{count}', String(count))} <code>${file}</code></p>`
      : '';
  const content =
    count === 0
      ? `<p>${words.none}</p>`
      : `<div class="t"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${more}`;
  return `<h2>${escaped(title)}</h2>${content}`;
};

/** A page on which somebody reads what is known of them. @param madeAt ISO 8601 */
export const givenHtml = (language: Language, tables: readonly GivenTable[], sender: string, madeAt: string): string => {
  const { title, made } = WORDS[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(sender)} · ${made} ${escaped(madeAt)}</p>
${tables.map((table) => section(table, language)).join('\n')}</body></html>`;
};
