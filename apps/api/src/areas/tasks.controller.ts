import { Controller } from '@nestjs/common';
import type { Caller } from '@wayfare/access';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Tasks } from '@wayfare/engine';
import { TaskMailSetting } from '@wayfare/reports';
import { Body, By, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** What journeys ask colleagues to do, and whether they are told of it by mail. */
@Controller()
export class TasksController {
  constructor(
    private readonly store: Tasks,
    private readonly setting: TaskMailSetting,
  ) {}

  @Endpoint(routes.tasks)
  tasks(@By() caller: Caller, @Query() query: QueryOf<typeof routes.tasks>): Promise<ReplyOf<typeof routes.tasks>> {
    return this.store.tasks(caller, query);
  }

  @Endpoint(routes.taskCounts)
  taskCounts(@By() caller: Caller): Promise<ReplyOf<typeof routes.taskCounts>> {
    return this.store.taskCounts(caller);
  }

  @Endpoint(routes.doTask)
  doTask(@By() caller: Caller, @Id() id: string, @Body() body: BodyOf<typeof routes.doTask>): Promise<ReplyOf<typeof routes.doTask>> {
    return this.store.doTask(caller, id, body);
  }

  @Endpoint(routes.assignTask)
  assignTask(@Id() id: string, @Body() body: BodyOf<typeof routes.assignTask>): Promise<ReplyOf<typeof routes.assignTask>> {
    return this.store.assignTask(id, body);
  }

  @Endpoint(routes.colleagues)
  colleagues(): Promise<ReplyOf<typeof routes.colleagues>> {
    return this.store.colleagues();
  }

  @Endpoint(routes.taskMail)
  taskMail(@By() caller: Caller): Promise<ReplyOf<typeof routes.taskMail>> {
    return this.setting.taskMail(caller);
  }

  @Endpoint(routes.changeTaskMail)
  changeTaskMail(@By() caller: Caller, @Body() body: BodyOf<typeof routes.changeTaskMail>): Promise<ReplyOf<typeof routes.changeTaskMail>> {
    return this.setting.changeTaskMail(caller, body);
  }
}
