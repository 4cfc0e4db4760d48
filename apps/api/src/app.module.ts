import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Access, Workspace } from '@wayfare/access';
import type { Core, Services } from '@wayfare/wiring';
import { AccessModule } from './areas/access.module.js';
import { SystemModule } from './system/system.module.js';
import { CORE } from './tokens.js';

@Global()
@Module({})
class ServicesModule {}

/** The services of this process, under the names by which the controllers ask for them. */
const servicesModule = (core: Core, services: Services): DynamicModule => {
  const providers = [
    { provide: CORE, useValue: core },
    { provide: Access, useValue: services.access },
    { provide: Workspace, useValue: services.workspace },
  ];
  return { module: ServicesModule, providers, exports: providers };
};

@Module({})
class AppModule {}

/** One module for each area of the product, on the services of this process. */
export const appModule = (core: Core, services: Services): DynamicModule => ({
  module: AppModule,
  imports: [servicesModule(core, services), AccessModule, SystemModule],
});
