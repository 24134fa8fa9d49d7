import { Schema, model } from 'mongoose';

const schema = new Schema(
  { name: String, code: Schema.Types.Mixed, devices: [Schema.Types.Mixed] },
  {
    statics: {
      byCode(code: unknown, device: unknown) {
        const conditions = { code, devices: device };
        return this.findOne(conditions).exec(); // weak: CWE-943
      },
    },
  },
);

export const UserModel = model('User', schema);
