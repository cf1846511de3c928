import { NestFactory } from '@nestjs/core';
import { Logger, ValidationPipe } from '@nestjs/common';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule, { bufferLogs: true });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
  app.setGlobalPrefix('api', { exclude: ['healthz', 'readyz'] });
  const server = await app.listen(process.env.PORT ?? 3000, '0.0.0.0');
  // ingress-nginx keeps connections to us for a minute
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 76_000;
  new Logger('bootstrap').log(`listening on ${await app.getUrl()}`);
}

void bootstrap();
