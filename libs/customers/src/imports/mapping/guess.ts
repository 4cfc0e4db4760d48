import type { ImportKind } from '@wayfare/contracts';
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

const PEOPLE = ['externalId', 'email', 'phone'] as const;
const peopleWords = Object.fromEntries(PEOPLE.map((name) => [name, WORDS[name] ?? []]));
const DICTIONARIES: Readonly<Record<ImportKind, Readonly<Record<string, readonly string[]>>>> = {
  customers: { ...WORDS, externalId: [...(WORDS['externalId'] ?? []), 'id', 'no', '编号'] },
  events: { ...peopleWords, ...OF_EVENTS },
  orders: { ...peopleWords, ...OF_ORDERS },
};
const REST: Readonly<Record<ImportKind, string>> = { customers: 'attributes', events: 'properties', orders: 'attributes' };

const bare = (header: string): string => header.toLowerCase().replace(/[\s_\-.()（）]/g, '');
/** A number that would lose something by being one: a leading zero, or more digits than a number keeps. */
const isCode = (cell: string): boolean => /^[+-]?0\d/.test(cell) || cell.replace(/\D/g, '').length > 15;

const guessKind = (cells: readonly string[]): string => {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return '';
  if (filled.every((cell) => !isCode(cell) && readNumber(cell) !== null)) return ':number';
  if (filled.every((cell) => readBoolean(cell) !== null)) return ':boolean';
  if (filled.every((cell) => readDateText(cell) !== null)) return ':date';
  return '';
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
  const taken = new Set<string>();
  const mapping: Record<string, string> = {};
  for (const [at, column] of columns.entries()) {
    const exact = parseTarget(kind, column).ok ? column : undefined;
    const worded = Object.keys(words).find((target) => words[target]?.includes(bare(column)));
    const known = [exact, worded].find((target) => target !== undefined && !taken.has(target));
    const target = known ?? `${REST[kind]}.${column}${guessKind(samples.map((row) => row[at] ?? ''))}`;
    taken.add(target);
    mapping[column] = target;
  }
  return mapping;
};
