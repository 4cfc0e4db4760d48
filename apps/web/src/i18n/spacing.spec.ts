import { tight } from './spacing.js';

describe('spaces around what is put into a Chinese sentence', () => {
  it('part Chinese from Latin and figures alone', () => {
    expect(tight('优惠券 最有效')).toBe('优惠券最有效');
    expect(tight('优惠券 Coupon 最有效')).toBe('优惠券 Coupon 最有效');
    expect(tight('2 天 内发生 visit')).toBe('2 天内发生 visit');
    expect(tight('（ age 大于 30 ），且')).toBe('（age 大于 30），且');
  });

  it('leave English as it is', () => {
    expect(tight('Coupon did best: 66 more')).toBe('Coupon did best: 66 more');
  });
});
