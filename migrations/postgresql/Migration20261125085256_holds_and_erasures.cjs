'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125085256_holds_and_erasures extends Migration {

  name = 'Migration20261125085256_holds_and_erasures';

  async up() {
    this.addSql(`alter table "call" add "erased_at" bigint null, add "held_at" bigint null;`);
  }

  async down() {
    this.addSql(`alter table "call" drop column "erased_at", drop column "held_at";`);
  }

}
exports.Migration20261125085256_holds_and_erasures = Migration20261125085256_holds_and_erasures;
