import { Module } from '@nestjs/common';
import { AccessController, SessionController, WorkspaceController } from './access.controller.js';

@Module({ controllers: [SessionController, AccessController, WorkspaceController] })
export class AccessModule {}
