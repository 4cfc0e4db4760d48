/**
 * Whether a customer may be looked at for computed traits, scores and look-alikes: true unless they have refused it. A predicate over a customer's id in SQL.
 * @param id an expression: `c.id`
 */
export const mayBeProfiled = (id: string): string =>
  `NOT EXISTS (SELECT FROM consents refused WHERE refused.customer_id = ${id} AND refused.channel = 'profiling' AND NOT refused.granted)`;
