// The rules of the input and the shape of the answer, written with zod.
import { z } from "zod";

export const id = z.guid();

export const changes = z.strictObject({
  name: z.string().max(40).optional(),
  description: z.string().max(90).optional(),
  iconUrl: z.url({ protocol: /^https?$/ }).optional(),
  color: z
    .string()
    .regex(/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i)
    .optional(),
});

export const answer = z.looseObject({ integration: z.looseObject({ id: z.string() }) });
