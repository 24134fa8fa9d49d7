import { Schema, model } from 'mongoose';

const schema = new Schema(
  { name: String, code: String, devices: [String] },
  {
    statics: {
      byCode(code: unknown, device: unknown) {
        if (typeof code !== 'string' || typeof device !== 'string') return null;
        return this.findOne({ code, devices: device }).exec();
      },
    },
  },
);

export const InvitationModel = model('Invitation', schema);
