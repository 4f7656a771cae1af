#!/usr/bin/perl
# SpamAssassin's Bayes alone, by the line protocol of the measuring tool, to compare
# with: no rules, no network, no learning of its own. usage: sa_bayes.pl FOLDER
use strict;
use warnings;
use Mail::SpamAssassin;
use Mail::SpamAssassin::PerMsgStatus;

my $at = shift or die "usage: sa_bayes.pl FOLDER\n";
$| = 1;
mkdir $at;
my $sa = Mail::SpamAssassin->new({ local_tests_only => 1, dont_copy_prefs => 1,
    userstate_dir => $at, config_text => <<"END" });
loadplugin Mail::SpamAssassin::Plugin::Bayes
use_bayes 1
use_bayes_rules 1
bayes_auto_learn 0
bayes_path $at/bayes
bayes_learn_to_journal 0
bayes_min_ham_num 1
bayes_min_spam_num 1
END
$sa->init(1);
my $bayes = $sa->call_plugins('learner_get_implementation')
    or die "SpamAssassin has no Bayes\n";

sub message {
	open(my $f, '<:raw', shift) or return;
	return $sa->parse([<$f>], 0);
}

while (my $line = <STDIN>) {
	chomp $line;
	if ($line =~ /^classify (.+)$/) {
		my $m = message($1) or (print("error no file\n"), next);
		my $s = Mail::SpamAssassin::PerMsgStatus->new($sa, $m);
		my $p = $bayes->scan($s, $m);
		$p = 0.5 if !defined $p;
		printf("%.12g %s\n", $p, $p >= 0.99 ? 'spam' : $p > 0.5 ?
		    'unsure' : 'ham');
		$s->finish; $m->finish;
	} elsif ($line =~ /^train (spam|ham) (.+)$/) {
		my $m = message($2) or (print("error no file\n"), next);
		$sa->init_learner({ caller_will_untie => 0 });
		$sa->learn($m, undef, $1 eq 'spam', 0)->finish;
		$sa->finish_learner;
		$m->finish;
		print "ok\n";
	} else {
		print "error not a request\n";
	}
}
