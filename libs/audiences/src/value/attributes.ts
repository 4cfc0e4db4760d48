import type { ComputedAttribute } from '@wayfare/customers';

const of = (name: string, kind: ComputedAttribute['kind'], en: string, zh: string): ComputedAttribute => ({
  ...{ name: `value_${name}`, kind },
  words: { en, 'zh-CN': zh },
});

/** What is worked out of a customer's orders, under the names that conditions and templates know it by. Money is in whole units of the currency of value. */
export const VALUE_ATTRIBUTES: readonly ComputedAttribute[] = [
  of('total', 'number', 'What the customer has brought so far, less returns', '累计价值（已扣除退货）'),
  of('margin', 'number', 'What is left of it after the cost of the products whose cost is known', '累计毛利（仅含已知成本的商品）'),
  of('purchases', 'number', 'Number of purchases', '购买次数'),
  of('returns', 'number', 'Number of returns', '退货次数'),
  of('average_order', 'number', 'What a purchase brings on average, less returns', '平均每次购买价值（已扣除退货）'),
  of('gap_days', 'number', 'Usual number of days between purchases (the median)', '购买间隔天数（中位数）'),
  of('first_purchase', 'date', 'Day of the first purchase', '首次购买日期'),
  of('last_purchase', 'date', 'Day of the latest purchase', '最近购买日期'),
  of('product', 'text', 'Product in the most purchases', '最常购买的商品'),
  of('category', 'text', 'Category in the most purchases', '最常购买的品类'),
  of('channel', 'text', 'Channel of the most purchases', '最常用的购买渠道'),
  of('store', 'text', 'Store of the most purchases', '最常去的门店'),
  of('recency', 'number', 'Score from 1 to 5: how recently they bought', '最近购买评分（1–5）'),
  of('frequency', 'number', 'Score from 1 to 5: how often they buy', '购买频次评分（1–5）'),
  of('money', 'number', 'Score from 1 to 5: how much they bring', '消费金额评分（1–5）'),
  of('rfm', 'text', 'The three scores in a row, 555 being the best', 'RFM 组合（555 为最好）'),
  of('tier', 'text', 'Tier of value, L1 being the best', '价值等级（L1 最高）'),
  of('stage', 'text', 'Stage of life with the company', '生命周期阶段'),
  of('stage_since', 'date', 'Day since which they are in this stage', '进入当前阶段的日期'),
];
