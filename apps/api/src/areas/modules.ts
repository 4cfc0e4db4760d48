import { Module } from '@nestjs/common';
import { AccessController, SessionController, WorkspaceController } from './access.controller.js';
import { ArchivesController } from './archives.controller.js';
import { AttributesController } from './attributes.controller.js';
import { ListsController, SegmentsController } from './audiences.controller.js';
import { ClockController } from './clock.controller.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { ConnectorsController, MailboxController, TemplatesController } from './content.controller.js';
import { CouponsController } from './coupons.controller.js';
import { CustomersController } from './customers.controller.js';
import { DemoController } from './demo.controller.js';
import { ForecastsController } from './forecasts.controller.js';
import { ImportsController } from './imports.controller.js';
import { EditsController, JourneysController, RunningController } from './journeys.controller.js';
import { DoorsController, LiveController } from './live.controller.js';
import { LookAlikesController } from './look-alikes.controller.js';
import { MergesController } from './merges.controller.js';
import { MorningMailController } from './morning-mail.controller.js';
import { PreferencesController } from './preferences.controller.js';
import { PrivacyController } from './privacy.controller.js';
import { PurposesController } from './purposes.controller.js';
import { ReportsController } from './reports.controller.js';
import { FeedsController, SourcesController } from './sources.controller.js';
import { SuppressionsController } from './suppressions.controller.js';
import { TagsController } from './tags.controller.js';
import { TasksController } from './tasks.controller.js';
import { TestRunsController } from './test-runs.controller.js';
import { TrackingController } from './tracking.controller.js';
import { TraitsController } from './traits.controller.js';
import { ValueController } from './value.controller.js';
import { WatchController } from './watch.controller.js';

/** Who may come in, and the workspace they come into. */
@Module({ controllers: [SessionController, AccessController, WorkspaceController] })
class AccessModule {}

@Module({
  controllers: [
    CustomersController,
    AttributesController,
    SuppressionsController,
    PreferencesController,
    PurposesController,
    ConfirmationsController,
    PrivacyController,
    MergesController,
    ImportsController,
    SourcesController,
    FeedsController,
    PrivacyController,
  ],
})
class CustomersModule {}

/** Events as they come in, by whichever door. */
@Module({ controllers: [LiveController, DoorsController] })
class LiveModule {}

@Module({ controllers: [SegmentsController, ListsController, LookAlikesController, ValueController, TagsController, TraitsController] })
class AudiencesModule {}

/** Templates, the ways out of the house, and what comes back. */
@Module({ controllers: [ConnectorsController, TemplatesController, CouponsController, MailboxController, TrackingController] })
class ChannelsModule {}

@Module({
  controllers: [
    JourneysController,
    EditsController,
    RunningController,
    ForecastsController,
    TestRunsController,
    TasksController,
    ClockController,
    WatchController,
    ArchivesController,
  ],
})
class JourneysModule {}

@Module({ controllers: [ReportsController, MorningMailController, DemoController] })
class ReportsModule {}

/** One module for each area of the product. */
export const AREAS = [AccessModule, CustomersModule, LiveModule, AudiencesModule, ChannelsModule, JourneysModule, ReportsModule];
