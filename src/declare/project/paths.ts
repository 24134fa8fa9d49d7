export const projectPath = 'selvedge.yaml';
export const controlsFolder = '.selvedge/controls/';
