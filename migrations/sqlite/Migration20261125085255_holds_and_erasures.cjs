'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125085255_holds_and_erasures extends Migration {

  name = 'Migration20261125085255_holds_and_erasures';

  async up() {
    this.addSql(`alter table \`call\` add column \`erased_at\` bigint null;`);
    this.addSql(`alter table \`call\` add column \`held_at\` bigint null;`);
  }

  async down() {
    this.addSql(`alter table \`call\` drop column \`erased_at\`;`);
    this.addSql(`alter table \`call\` drop column \`held_at\`;`);
  }

}
exports.Migration20261125085255_holds_and_erasures = Migration20261125085255_holds_and_erasures;
