'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125072500_full_text extends Migration {

  name = 'Migration20261125072500_full_text';

  async up() {
    // The words are those that the gateway makes itself, each with its client's number, so no configuration interprets them.
    this.addSql(`create table text_index (client_id bigint not null, ref bigint not null, part int not null, words tsvector not null, primary key (client_id, ref, part));`);
    this.addSql(`create index text_index_words_index on text_index using gin (words);`);
    // Records that stand already are indexed by the gateway while it serves.
    this.addSql(`create table text_unindexed (client_id bigint not null, id bigint not null, primary key (client_id, id));`);
    this.addSql(`insert into "text_unindexed" (client_id, id) select client_id, id from "transaction" where text is not null or prompt is not null;`);
    this.addSql(`insert into "text_unindexed" (client_id, id) select client_id, id from "message" where body is not null or translated_body is not null;`);
    this.addSql(`insert into "text_unindexed" (client_id, id) select client_id, id from "agent_session" where transcript is not null or translated_transcript is not null;`);
    this.addSql(`insert into "text_unindexed" (client_id, id) select client_id, id from "session_analysis" a where summary is not null and not exists (select 1 from session_analysis b where b.client_id = a.client_id and b.session_ref = a.session_ref and b.revision > a.revision);`);
  }

  async down() {
    this.addSql(`drop table if exists text_unindexed;`);
    this.addSql(`drop table if exists text_index;`);
  }
}
exports.Migration20261125072500_full_text = Migration20261125072500_full_text;
