import { Controller, Req } from '@nestjs/common';
import { Coupons } from '@wayfare/channels';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { withFile } from '../http/upload.js';

/** Pools of coupon codes. */
@Controller()
export class CouponsController {
  constructor(private readonly store: Coupons) {}

  @Endpoint(routes.couponPools)
  couponPools(@Query() query: QueryOf<typeof routes.couponPools>): Promise<ReplyOf<typeof routes.couponPools>> {
    return this.store.couponPools(query);
  }

  @Endpoint(routes.couponPool)
  couponPool(@Id() id: string): Promise<ReplyOf<typeof routes.couponPool>> {
    return this.store.couponPool(id);
  }

  @Endpoint(routes.createCouponPool)
  createCouponPool(@Body() body: BodyOf<typeof routes.createCouponPool>): Promise<ReplyOf<typeof routes.createCouponPool>> {
    return this.store.createCouponPool(body);
  }

  @Endpoint(routes.changeCouponPool)
  changeCouponPool(
    @Id() id: string,
    @Body() body: BodyOf<typeof routes.changeCouponPool>,
  ): Promise<ReplyOf<typeof routes.changeCouponPool>> {
    return this.store.changeCouponPool(id, body);
  }

  @Endpoint(routes.deleteCouponPool)
  deleteCouponPool(@Id() id: string): Promise<void> {
    return this.store.deleteCouponPool(id);
  }

  @Endpoint(routes.addCouponCodes)
  addCouponCodes(@Id() id: string, @Req() request: Request): Promise<ReplyOf<typeof routes.addCouponCodes>> {
    return withFile(request, (stream) => this.store.addCouponCodes(id, stream));
  }

  @Endpoint(routes.makeCouponCodes)
  makeCouponCodes(@Id() id: string, @Body() body: BodyOf<typeof routes.makeCouponCodes>): Promise<ReplyOf<typeof routes.makeCouponCodes>> {
    return this.store.makeCouponCodes(id, body);
  }
}
