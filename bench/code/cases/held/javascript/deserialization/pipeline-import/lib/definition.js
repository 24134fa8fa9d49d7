const yaml = require('js-yaml');

/** The steps of a pipeline, as its author wrote them. */
function parseDefinition(text) {
  const document = yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA }); // weak: CWE-502
  return Array.isArray(document.steps) ? document.steps : [];
}

module.exports = { parseDefinition };
