import { Controller } from '@nestjs/common';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { AttributeRules, CustomerAttributes } from '@wayfare/customers';
import { Body, Id } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Attributes: whom they come from, and which source goes before which. */
@Controller()
export class AttributesController {
  constructor(
    private readonly attributes: CustomerAttributes,
    private readonly rules: AttributeRules,
  ) {}

  @Endpoint(routes.customerAttributes)
  customerAttributes(@Id() id: string): Promise<ReplyOf<typeof routes.customerAttributes>> {
    return this.attributes.customerAttributes(id);
  }

  @Endpoint(routes.withdrawAttribute)
  withdrawAttribute(
    @Id() id: string,
    @Body() body: BodyOf<typeof routes.withdrawAttribute>,
  ): Promise<ReplyOf<typeof routes.withdrawAttribute>> {
    return this.attributes.withdrawAttribute(id, body);
  }

  @Endpoint(routes.attributeRules)
  attributeRules(): Promise<ReplyOf<typeof routes.attributeRules>> {
    return this.rules.attributeRules();
  }

  @Endpoint(routes.changeAttributeRule)
  changeAttributeRule(@Body() body: BodyOf<typeof routes.changeAttributeRule>): Promise<ReplyOf<typeof routes.changeAttributeRule>> {
    return this.rules.changeAttributeRule(body);
  }
}
