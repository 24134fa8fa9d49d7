'use strict';

const Hapi = require('@hapi/hapi');
const Joi = require('joi');
const images = require('./images');

async function start() {
  const server = Hapi.server({ port: 3000 });
  server.route({
    method: 'POST',
    path: '/images/{id}/resize',
    options: {
      validate: {
        params: Joi.object({ id: Joi.number().integer().positive().required() }),
        payload: Joi.object({ format: Joi.string().valid('png', 'webp').required(), width: Joi.number().max(4000) }),
      },
    },
    handler: async (request) => {
      const { format, width = 640 } = request.payload;
      await images.resize({ id: request.params.id, format, width });
      return { done: true };
    },
  });
  await server.start();
}

start();
