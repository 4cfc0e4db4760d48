import type { CellKind } from './mapping/targets.js';

/** Why a row was rejected, in words for people; the codes are stable and stand in the table of rejects. */
export const REJECT_REASONS = {
  not_an_email: { en: 'not an e-mail address', 'zh-CN': '不是有效的邮箱地址' },
  not_a_phone: { en: 'not a phone number of 5 to 20 digits', 'zh-CN': '不是有效的手机号码（5–20 位数字）' },
  not_a_time_zone: { en: 'not an IANA time zone such as Asia/Shanghai', 'zh-CN': '不是有效的时区（例如 Asia/Shanghai）' },
  not_a_locale: { en: 'not a language tag such as zh-CN', 'zh-CN': '不是有效的语言代码（例如 zh-CN）' },
  not_a_number: { en: 'not a number', 'zh-CN': '不是数字' },
  not_a_boolean: { en: 'neither yes nor no (1/0, true/false, yes/no, 是/否)', 'zh-CN': '不是布尔值（1/0、true/false、yes/no、是/否）' },
  not_a_date: { en: 'not a date such as 2027-03-30', 'zh-CN': '不是日期（例如 2027-03-30）' },
  not_an_instant: { en: 'not a date and time such as 2027-03-30 09:00', 'zh-CN': '不是日期时间（例如 2027-03-30 09:00）' },
  not_an_amount: { en: 'not an amount of money', 'zh-CN': '不是金额' },
  not_a_currency: { en: 'not a currency of three letters such as CNY', 'zh-CN': '不是三位货币代码（例如 CNY）' },
  not_a_count: { en: 'not a whole number', 'zh-CN': '不是整数' },
  missing: { en: 'must not be empty', 'zh-CN': '不能为空' },
  no_identity: { en: 'names nobody: external id, e-mail and phone are empty', 'zh-CN': '无法识别客户：会员号、邮箱、手机均为空' },
  too_long: { en: 'too long', 'zh-CN': '内容过长' },
  not_storable: { en: 'holds a character that cannot be stored', 'zh-CN': '含有无法存储的字符' },
  too_many_columns: { en: 'more cells than the first line has columns', 'zh-CN': '单元格数多于表头列数' },
  too_few_columns: { en: 'fewer cells than the first line has columns', 'zh-CN': '单元格数少于表头列数' },
  stray_quote: { en: 'goes on after a closing quote', 'zh-CN': '结束引号后仍有内容' },
  error_cell: { en: 'an error of the spreadsheet, such as #DIV/0!', 'zh-CN': '电子表格中的错误值（例如 #DIV/0!）' },
  unapproved_tag: { en: 'a tag that nobody has agreed to', 'zh-CN': '未经认可的标签' },
  ambiguous_key: { en: 'several have this key', 'zh-CN': '有多条记录具有该键值' },
  other_number: {
    en: 'its customer number is not that of the customer with this key',
    'zh-CN': '会员号与该键值所属客户的会员号不一致',
  },
  unknown_order: { en: 'nobody has an order of this number', 'zh-CN': '没有该单号的订单' },
  unknown_product: { en: 'there is no product of this number', 'zh-CN': '没有该编号的商品' },
  unknown_customer: { en: 'nobody has these keys', 'zh-CN': '没有这位客户' },
  reserved_name: { en: 'a name that the product alone may write', 'zh-CN': '系统保留的事件名称' },
  in_future: { en: 'lies more than a day ahead', 'zh-CN': '时间晚于当前一天以上' },
} as const;
export type RejectReason = keyof typeof REJECT_REASONS;
export type ReasonLocale = 'en' | 'zh-CN';

/** Why a cell of a kind can't be read. */
export const UNREADABLE: Readonly<Record<CellKind, RejectReason>> = {
  text: 'too_long',
  key: 'too_long',
  list: 'too_long',
  number: 'not_a_number',
  boolean: 'not_a_boolean',
  date: 'not_a_date',
  instant: 'not_an_instant',
  money: 'not_an_amount',
  minor: 'not_an_amount',
  count: 'not_a_count',
  email: 'not_an_email',
  phone: 'not_a_phone',
  timeZone: 'not_a_time_zone',
  locale: 'not_a_locale',
};

/** One thing that is wrong with one row. */
export interface Reject {
  readonly line: number;
  /** Empty where it is the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly reason: RejectReason;
  /** The row's cells as a JSON array. */
  readonly raw: string;
}
