// A NestJS application. Its filter turns the package's errors into answers.
import "reflect-metadata";
import {
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  type ExceptionFilter,
  Module,
  Param,
  Patch,
  ValidationPipe,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { IsOptional, IsString } from "class-validator";
import type { Response } from "express";
import {
  type AnyOdeusError,
  type IntegrationUpdate,
  OdeusClient,
  OdeusError,
} from "odeus-integrations";
import { answerFor } from "../answer-for.js";

class UpdateIntegrationDto implements IntegrationUpdate {
  @IsOptional() @IsString() name?: string;
  @IsOptional() @IsString() description?: string;
  @IsOptional() @IsString() iconUrl?: string;
  @IsOptional() @IsString() color?: string;
}

@Controller("integrations")
class IntegrationsController {
  constructor(private readonly odeus: OdeusClient) {}

  @Patch(":id")
  update(@Param("id") id: string, @Body() changes: UpdateIntegrationDto) {
    if (!(changes instanceof UpdateIntegrationDto)) throw new TypeError("the body is not a DTO");
    return this.odeus.updateIntegration(id, changes);
  }
}

@Catch(OdeusError)
class OdeusErrorFilter implements ExceptionFilter {
  catch(error: AnyOdeusError, host: ArgumentsHost) {
    const { status, headers, body } = answerFor(error);
    host.switchToHttp().getResponse<Response>().status(status).set(headers).json(body);
  }
}

/** Makes the application. Nest gives the client to the controller. */
export async function createApp(odeus: OdeusClient) {
  @Module({
    controllers: [IntegrationsController],
    providers: [{ provide: OdeusClient, useValue: odeus }],
  })
  class AppModule {}

  const app = await NestFactory.create(AppModule, { logger: false });
  app.useGlobalPipes(new ValidationPipe({ transform: true }));
  app.useGlobalFilters(new OdeusErrorFilter());
  return app;
}
