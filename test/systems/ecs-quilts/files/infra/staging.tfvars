web_tasks     = 2
web_most      = 3
sidekiq_tasks = 1
