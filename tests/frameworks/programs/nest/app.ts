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
  APIError,
  type IntegrationUpdate,
  NotFoundError,
  OdeusClient,
  OdeusError,
  ValidationError,
} from "odeus-integrations";

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
  catch(error: OdeusError, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof ValidationError) {
      return response.status(422).json({ issues: error.issues });
    }
    if (error instanceof NotFoundError) {
      return response.status(404).json({ message: "There is no such integration." });
    }
    if (!error.retryable) {
      return response.status(502).json({ message: "The integration could not be updated." });
    }
    if (error instanceof APIError && error.retryAfterMs !== undefined) {
      response.set("retry-after", String(Math.ceil(error.retryAfterMs / 1_000)));
    }
    return response.status(503).json({ message: "Try again later." });
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
