// A NestJS 12 application that checks bodies by the Standard Schema of the package.
import "reflect-metadata";
import {
  Body,
  Controller,
  Module,
  Param,
  Patch,
  StandardSchemaValidationPipe,
  UnprocessableEntityException,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { type IntegrationUpdate, integrationUpdateSchema, OdeusClient } from "odeus-integrations";

@Controller("integrations")
class IntegrationsController {
  constructor(private readonly odeus: OdeusClient) {}

  @Patch(":id")
  update(
    @Param("id") id: string,
    @Body({ schema: integrationUpdateSchema }) changes: IntegrationUpdate,
  ) {
    return this.odeus.updateIntegration(id, changes);
  }
}

const pipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => new UnprocessableEntityException({ issues }),
});

/** Makes the application. Nest gives the client to the controller. */
export async function createApp(odeus: OdeusClient) {
  @Module({
    controllers: [IntegrationsController],
    providers: [{ provide: OdeusClient, useValue: odeus }],
  })
  class AppModule {}

  const app = await NestFactory.create(AppModule, { logger: false });
  app.useGlobalPipes(pipe);
  return app;
}
