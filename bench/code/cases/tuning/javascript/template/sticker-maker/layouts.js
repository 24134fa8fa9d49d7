import _ from 'lodash';

export const layouts = new Map([
  ['plain', _.template('<%- name %>\n<%- street %>')],
  ['wide', _.template('<%- name %>, <%- street %>')],
]);
