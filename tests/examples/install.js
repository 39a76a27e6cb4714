// Installs the packages and the tarball, and the servers of the job queues: Redis, and moto for SQS.
import { installMoto } from "../../scripts/install-moto.js";
import { installRedis } from "../../scripts/install-redis.js";
import "../install.js";

installRedis();
installMoto();
