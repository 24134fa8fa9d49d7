export const projectPath = 'selvedge.yaml';
export const controlsFolder = '.selvedge/controls/';
export const rulesFolder = '.selvedge/rules/';
export const modelsFolder = '.selvedge/models/';
/** Where gitleaks looks for its own. */
export const gitleaksConfigPath = '.gitleaks.toml';
export const gitleaksIgnorePath = '.gitleaksignore';
