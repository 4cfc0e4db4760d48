import { Controller } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { AttributeRules, AttributeTypes, CustomerAttributes } from '@wayfare/customers';
import { Body, Id, Part, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Attributes: whom they come from, and which source goes before which. */
@Controller()
export class AttributesController {
  constructor(
    private readonly attributes: CustomerAttributes,
    private readonly rules: AttributeRules,
    private readonly types: AttributeTypes,
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

  @Endpoint(routes.attributeTypes)
  attributeTypes(@Query() query: QueryOf<typeof routes.attributeTypes>): Promise<ReplyOf<typeof routes.attributeTypes>> {
    return this.types.attributeTypes(query);
  }

  @Endpoint(routes.attributeType)
  attributeType(@Part('id') name: string): Promise<ReplyOf<typeof routes.attributeType>> {
    return this.types.attributeType(name);
  }

  @Endpoint(routes.changeAttributeType)
  changeAttributeType(
    @Part('id') name: string,
    @Body() body: BodyOf<typeof routes.changeAttributeType>,
  ): Promise<ReplyOf<typeof routes.changeAttributeType>> {
    return this.types.changeAttributeType(name, body);
  }

  @Endpoint(routes.lookAtAttributes)
  lookAtAttributes(): Promise<void> {
    return this.types.lookAtAttributes();
  }
}
