package org.njia.operaton;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One node of the process engine: its REST interface and its job executor. Nodes share nothing but the database. */
@SpringBootApplication
public class OperatonNode {

  public static void main(String[] args) {
    ConfigurableApplicationContext node = SpringApplication.run(OperatonNode.class, args);
    if ("true".equals(System.getenv("OPERATON_ENDS_WITH_STDIN"))) {
      Thread watch = new Thread(() -> endWithStdin(node), "end-with-stdin");
      watch.setDaemon(true);
      watch.start();
    }
  }

  /** Standard input ends when the launcher does, even by kill -9; nothing is left behind. */
  private static void endWithStdin(ConfigurableApplicationContext node) {
    try {
      while (System.in.read() != -1) {
        // The launcher writes nothing; whatever comes is ignored.
      }
    } catch (IOException closed) {
      // As good as its end.
    }
    System.exit(SpringApplication.exit(node));
  }
}
