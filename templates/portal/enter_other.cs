<section class="hero">
<h1><?cs var:Lang.Customer.Other ?></h1>
<p class="lead"><?cs var:Lang.Customer.OtherText ?></p>
<p><a class="button primary" href="/login"><?cs var:Lang.Customer.AskAgain ?></a></p>
</section>
