import _ from 'lodash';

class Layout {
  constructor(source) {
    this.source = source;
  }

  render(values) {
    const compiled = _.template(this.source); // weak: CWE-1336|CWE-94
    return compiled(values);
  }
}

export const layouts = {
  create: (source) => new Layout(source || '<%= name %>\n<%= street %>'),
};
