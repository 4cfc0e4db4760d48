import type { DateFormat, ImportKind } from '@wayfare/contracts';
import { dateFormatsOf } from '../values/dates.js';
import { readBoolean, readDateText, readNumber } from '../values/read.js';
import { parseTarget } from './targets.js';

/** What headers are called, in English and Chinese, without blanks, dashes, underscores and case. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  externalId: [
    'externalid',
    'customerid',
    'memberid',
    'userid',
    'membershipno',
    'memberno',
    'customerno',
    'customernumber',
    'clientid',
    'uid',
    '会员号',
    '会员id',
    '会员编号',
    '会员卡号',
    '客户号',
    '客户id',
    '客户编号',
    '用户id',
    '用户编号',
  ],
  email: ['email', 'emailaddress', 'mail', 'mailaddress', '邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', '邮件地址'],
  phone: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilephone',
    'mobilenumber',
    'cellphone',
    'tel',
    'telephone',
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '电话号码',
    '联系电话',
  ],
  timeZone: ['timezone', 'tz', '时区'],
  locale: ['locale', 'language', 'lang', '语言'],
  tags: ['tags', 'tag', 'labels', '标签'],
  'attributes.name': ['name', 'fullname', 'customername', '姓名', '名字', '客户姓名', '会员姓名'],
  'attributes.firstName': ['firstname', 'givenname', '名'],
  'attributes.lastName': ['lastname', 'surname', 'familyname', '姓'],
  'attributes.gender': ['gender', 'sex', '性别'],
  'attributes.birthday:date': ['birthday', 'birthdate', 'dateofbirth', 'dob', '生日', '出生日期'],
  'attributes.city': ['city', '城市', '所在城市'],
  'attributes.country': ['country', '国家'],
};

const OF_EVENTS: Readonly<Record<string, readonly string[]>> = {
  id: ['eventid', 'id', '事件id', '事件编号'],
  name: ['event', 'eventname', 'name', 'eventtype', '事件', '事件名', '事件名称'],
  occurredAt: ['occurredat', 'time', 'timestamp', 'eventtime', 'datetime', 'date', 'at', '时间', '发生时间', '事件时间', '日期'],
  value: ['value', 'amount', 'revenue', '金额', '价值'],
  currency: ['currency', '币种', '货币'],
};

const OF_ORDERS: Readonly<Record<string, readonly string[]>> = {
  orderId: ['orderid', 'order', 'ordernumber', 'orderno', 'invoice', 'invoiceno', 'id', '订单', '订单号', '订单编号'],
  placedAt: [
    'placedat',
    'orderdate',
    'ordertime',
    'invoicedate',
    'date',
    'time',
    'datetime',
    '下单时间',
    '订单时间',
    '订单日期',
    '日期',
    '时间',
  ],
  amount: ['amount', 'total', 'ordertotal', 'totalamount', 'revenue', '金额', '订单金额', '总额', '实付金额'],
  currency: ['currency', '币种', '货币'],
  channel: ['channel', '渠道'],
  store: ['store', 'shop', '门店', '店铺'],
  'line.product': ['product', 'productid', 'sku', 'stockcode', 'item', '商品', '商品编号', '产品'],
  'line.category': ['category', 'productcategory', '品类', '类目', '商品类目'],
  'line.quantity': ['quantity', 'qty', '数量', '件数'],
  'line.price': ['price', 'unitprice', '单价', '价格'],
  'line.discount': ['discount', '折扣', '优惠'],
};

const OF_PRODUCTS: Readonly<Record<string, readonly string[]>> = {
  productId: [
    'productid',
    'product',
    'sku',
    'stockcode',
    'itemid',
    'item',
    'id',
    'code',
    '商品编号',
    '商品id',
    '商品编码',
    '产品编号',
    '货号',
    '编号',
  ],
  name: ['name', 'productname', 'title', 'description', '商品名称', '商品名', '产品名称', '品名', '名称'],
  category: ['category', 'productcategory', 'department', '品类', '类目', '商品类目', '分类'],
  price: ['price', 'unitprice', 'listprice', '单价', '价格', '售价', '定价'],
  cost: ['cost', 'unitcost', 'purchaseprice', '成本', '进价', '成本价'],
  currency: ['currency', '币种', '货币'],
};

const OF_CONSENTS: Readonly<Record<string, readonly string[]>> = {
  channel: ['channel', 'purpose', '渠道', '用途'],
  granted: ['granted', 'consent', 'agreed', 'optin', 'subscribed', '授权', '是否授权', '同意', '是否同意'],
  at: ['at', 'date', 'time', 'consentdate', 'consentedat', 'grantedat', '时间', '日期', '授权时间', '同意时间'],
  form: ['form', 'source', 'origin', '表单', '来源'],
  version: ['version', 'formversion', '版本'],
  text: ['text', 'wording', '文案', '授权文案'],
  note: ['note', 'comment', 'proof', '备注', '凭证'],
};

const PEOPLE = ['externalId', 'email', 'phone'] as const;
const peopleWords = Object.fromEntries(PEOPLE.map((name) => [name, WORDS[name] ?? []]));
const DICTIONARIES: Readonly<Record<ImportKind, Readonly<Record<string, readonly string[]>>>> = {
  customers: { ...WORDS, externalId: [...(WORDS['externalId'] ?? []), 'id', 'no', '编号'] },
  events: { ...peopleWords, ...OF_EVENTS },
  orders: { ...peopleWords, ...OF_ORDERS },
  products: OF_PRODUCTS,
  consents: { ...peopleWords, ...OF_CONSENTS },
  list: { ...peopleWords, externalId: [...(WORDS['externalId'] ?? []), 'id', 'no', '编号'] },
};
/** What columns become that no word is known for; those of files that have no such place are left out. */
const REST: Readonly<Record<ImportKind, string | null>> = {
  customers: 'attributes',
  events: 'properties',
  orders: 'attributes',
  products: 'attributes',
  consents: null,
  list: null,
};

const bare = (header: string): string => header.toLowerCase().replace(/[\s_\-.()（）]/g, '');
/** A number that would lose something by being one: a leading zero, or more digits than a number keeps. */
const isCode = (cell: string): boolean => /^[+-]?0\d/.test(cell) || cell.replace(/\D/g, '').length > 15;

const guessKind = (cells: readonly string[]): string => {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return '';
  if (filled.every((cell) => !isCode(cell) && readNumber(cell) !== null)) return ':number';
  if (filled.every((cell) => readBoolean(cell) !== null)) return ':boolean';
  if (filled.every((cell) => readDateText(cell) !== null)) return ':date';
  const formats = dateFormatsOf(filled, false);
  if (formats.length === 1) return `:date-${formats[0]}`;
  return '';
};

/** A target of dates with the format that its cells are written in, where only one fits. */
const withFormat = (kind: ImportKind, target: string, cells: readonly string[]): string => {
  const parsed = parseTarget(kind, target);
  if (!parsed.ok || parsed.value.format !== null || (parsed.value.kind !== 'instant' && parsed.value.kind !== 'date')) return target;
  const formats = dateFormatsOf(cells, true);
  if (formats.length !== 1) return target;
  return `${parsed.value.kind === 'date' ? target.replace(/:date$/, '') : target}:date-${formats[0]}`;
};

/** The formats that a column's dates may be written in, where only a person can say which: day first or month first. */
export const ambiguousFormats = (cells: readonly string[]): DateFormat[] => {
  const formats = dateFormatsOf(cells, false);
  return formats.length > 1 ? formats : [];
};

/**
 * A target for each column by its name; what no word is known for becomes an attribute (a property of events) of that name, with the kind that
 * its first cells have. No two columns get the same target: the first has it.
 */
export const guessMapping = (
  kind: ImportKind,
  columns: readonly string[],
  samples: readonly (readonly string[])[],
): Record<string, string> => {
  const words = DICTIONARIES[kind];
  const rest = REST[kind];
  const taken = new Set<string>();
  const mapping: Record<string, string> = {};
  for (const [at, column] of columns.entries()) {
    const exact = parseTarget(kind, column).ok ? column : undefined;
    const worded = Object.keys(words).find((target) => words[target]?.includes(bare(column)));
    const known = [exact, worded].find((target) => target !== undefined && !taken.has(target));
    const cells = samples.map((row) => row[at] ?? '');
    const target = known ?? (rest === null ? '' : `${rest}.${column}${guessKind(cells)}`);
    if (target !== '') taken.add(target);
    mapping[column] = target === '' ? '' : withFormat(kind, target, cells);
  }
  return mapping;
};
