'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125072417_sources extends Migration {

  name = 'Migration20261125072417_sources';

  async up() {
    this.addSql(`create index \`call_data_client_id_call_id_caller_raw_stored_at_id_index\` on \`call_data\` (\`client_id\`, \`call_id\`, \`caller_raw\`, \`stored_at\`, \`id\`);`);

    this.addSql(`alter table \`gateway_notice\` add column \`occurred_at\` bigint null;`);
    this.addSql(`alter table \`gateway_notice\` add column \`transfer_target\` text null;`);

    this.addSql(`alter table \`hangup\` add column \`event_kind\` text null;`);
    this.addSql(`alter table \`hangup\` add column \`same_as\` bigint null;`);
  }

  async down() {
    this.addSql(`drop index \`call_data_client_id_call_id_caller_raw_stored_at_id_index\`;`);

    this.addSql(`alter table \`gateway_notice\` drop column \`occurred_at\`;`);
    this.addSql(`alter table \`gateway_notice\` drop column \`transfer_target\`;`);

    this.addSql(`alter table \`hangup\` drop column \`event_kind\`;`);
    this.addSql(`alter table \`hangup\` drop column \`same_as\`;`);
  }

}
exports.Migration20261125072417_sources = Migration20261125072417_sources;
